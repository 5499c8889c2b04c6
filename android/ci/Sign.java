import com.android.apksig.ApkSigner;
import com.android.apksig.ApkVerifier;
import com.android.apksig.KeyConfig;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** Sign.java IN OUT KEYSTORE PASSWORD ALIAS: signs an APK, its libraries at pages of 16 KiB, and verifies what it wrote. */
class Sign {
    public static void main(String[] given) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] password = given[3].toCharArray();
        try (InputStream file = new FileInputStream(given[2])) {
            store.load(file, password);
        }
        PrivateKey key = (PrivateKey) store.getKey(given[4], password);
        X509Certificate certificate = (X509Certificate) store.getCertificate(given[4]);
        ApkSigner.SignerConfig signer =
            new ApkSigner.SignerConfig.Builder("RAPPORT", new KeyConfig.Jca(key), List.of(certificate)).build();
        new ApkSigner.Builder(List.of(signer))
            .setInputApk(new File(given[0]))
            .setOutputApk(new File(given[1]))
            .setV1SigningEnabled(false)
            .setV2SigningEnabled(true)
            .setV3SigningEnabled(true)
            .setAlignmentPreserved(false)
            .setLibraryPageAlignmentBytes(16384)
            .build()
            .sign();
        ApkVerifier.Result result = new ApkVerifier.Builder(new File(given[1])).build().verify();
        if (!result.isVerified() || !result.isVerifiedUsingV2Scheme() || !result.isVerifiedUsingV3Scheme()) {
            System.err.println(result.getAllErrors());
            System.exit(1);
        }
    }
}
