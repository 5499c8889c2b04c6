"""Hashes, keys, HPKE and what is derived from them. Standard primitives come
from `cryptography` and libsodium; HPKE is written after RFC 9180."""

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.signing import VerifyKey

from rapport_bytes import u16


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def extract(salt, ikm):
    return hmac.new(salt or bytes(32), ikm, hashlib.sha256).digest()


def expand(prk, info, length):
    out, block, counter = b"", b"", 1
    while len(out) < length:
        block = hmac.new(prk, block + info + bytes([counter]), hashlib.sha256).digest()
        out += block
        counter += 1
    return out[:length]


def hkdf(salt, ikm, info, length=32):
    return expand(extract(salt, ikm), info, length)


def ed25519_public(seed):
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw)


def verified(public, message, signature):
    try:
        VerifyKey(public).verify(message, signature)
        return True
    except (BadSignatureError, ValueError, CryptoError):
        return False


def xopen(key, nonce, associated, sealed):
    """XChaCha20-Poly1305; None when anything was changed."""
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, associated, nonce, key)
    except CryptoError:
        return None


# HPKE: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305, base mode.
KEM = b"KEM" + u16(0x0020)
SUITE = b"HPKE" + u16(0x0020) + u16(0x0001) + u16(0x0003)


def labeled_extract(suite, salt, label, ikm):
    return extract(salt, b"HPKE-v1" + suite + label + ikm)


def labeled_expand(suite, prk, label, info, length):
    return expand(prk, u16(length) + b"HPKE-v1" + suite + label + info, length)


def x25519_public(secret):
    public = X25519PrivateKey.from_private_bytes(secret).public_key()
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw)


def clamped(secret):
    """How a private key is written down: RFC 9180, 7.1.2."""
    return bytes([secret[0] & 248]) + secret[1:31] + bytes([secret[31] & 127 | 64])


def derive_key_pair(ikm):
    secret = labeled_expand(KEM, labeled_extract(KEM, b"", b"dkp_prk", ikm), b"sk", b"", 32)
    return clamped(secret), x25519_public(secret)


def hpke_open(secret, enc, info, associated, sealed):
    """Single shot; None when it was for another key or anything was changed."""
    try:
        dh = X25519PrivateKey.from_private_bytes(secret).exchange(X25519PublicKey.from_public_bytes(enc))
    except ValueError:
        return None
    context = enc + x25519_public(secret)
    shared = labeled_expand(KEM, labeled_extract(KEM, b"", b"eae_prk", dh), b"shared_secret", context, 32)
    psk_id_hash = labeled_extract(SUITE, b"", b"psk_id_hash", b"")
    info_hash = labeled_extract(SUITE, b"", b"info_hash", info)
    schedule = b"\x00" + psk_id_hash + info_hash
    secret_ = labeled_extract(SUITE, shared, b"secret", b"")
    key = labeled_expand(SUITE, secret_, b"key", schedule, 32)
    nonce = labeled_expand(SUITE, secret_, b"base_nonce", schedule, 12)
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, associated)
    except InvalidTag:
        return None


def padme(n):
    if n < 2:
        return n
    e = n.bit_length() - 1
    s = e.bit_length() if e else 0
    step = 1 << max(e - s, 0)
    return -(-n // step) * step


def entry_size(n):
    return max(512, padme(n))


def account_of(entropy):
    """Everything that 24 words give."""
    def derive(name):
        return hkdf(b"", entropy, b"rapport/v1/" + name)
    hpke_secret, hpke_public = derive_key_pair(derive(b"recovery-hpke"))
    return {
        "root_seed": derive(b"root"),
        "account": ed25519_public(derive(b"root")),
        "recovery_hpke_secret": hpke_secret,
        "recovery_hpke_public": hpke_public,
        "recovery_relay_public": ed25519_public(derive(b"recovery-relay")),
        "personal_owner_public": ed25519_public(derive(b"personal-owner")),
        "personal_random": derive(b"personal-random"),
    }


def device_id(account, sign_public, hpke_public):
    return sha256(b"rapport/v1/device", account, sign_public, hpke_public)[:16]


def genesis_hash(kind, account, random):
    return sha256(b"rapport/v1/genesis", bytes([kind]), account, random)


def space_id(owner_public, g):
    return sha256(b"rapport/v1/space", owner_public, g)[:16]


def epoch_id(space, key):
    return hkdf(space, key, b"rapport/v1/tag")


def relay_auth_public(space, key):
    return ed25519_public(hkdf(space, key, b"rapport/v1/relay-auth"))


def record_key(space, key, nonce):
    both = hkdf(space, key, b"rapport/v1/rec" + nonce, 64)
    return both[:32], both[32:]


def open_link(space, newer, nonce, older_tag, sealed):
    """An older key behind a link; it must have the tag that the link says."""
    key = hkdf(space, newer, b"rapport/v1/back" + older_tag)
    older = xopen(key, nonce, space + older_tag + epoch_id(space, newer)[:16], sealed)
    return older if older and epoch_id(space, older)[:16] == older_tag else None


def box_hint(which, public, nonce):
    return sha256(b"rapport/v1/hint", bytes([which]), public, nonce)[:8]


def open_boxes(which, space, nonce, boxes, secret):
    """The secrets in all boxes that carry this key's hint. A box is (hint, enc, sealed)."""
    hint = box_hint(which, x25519_public(secret), nonce)
    info = b"rapport/v1/box/control" if which else b"rapport/v1/box/epoch"
    found = [hpke_open(secret, enc, info, space + nonce + hint, sealed) for h, enc, sealed in boxes if h == hint]
    return [key for key in found if key is not None]
