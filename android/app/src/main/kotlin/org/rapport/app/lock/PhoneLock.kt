package org.rapport.app.lock

import android.app.Activity
import android.app.KeyguardManager
import android.content.Context
import android.hardware.biometrics.BiometricManager.Authenticators.BIOMETRIC_WEAK
import android.hardware.biometrics.BiometricManager.Authenticators.DEVICE_CREDENTIAL
import android.hardware.biometrics.BiometricPrompt
import android.os.Build
import android.os.CancellationSignal
import androidx.activity.ComponentActivity
import androidx.activity.result.contract.ActivityResultContracts
import androidx.annotation.RequiresApi

/** Finger, face, or the phone's own code: whatever the system offers. */
class PhoneLock(context: Context) : Unlocking {
    private val keyguard = context.getSystemService(KeyguardManager::class.java)

    override val possible: Boolean get() = keyguard.isDeviceSecure

    override fun ask(activity: ComponentActivity, title: String, unlocked: () -> Unit) {
        if (!possible) return unlocked()
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) prompt(activity, title, unlocked) else code(activity, title, unlocked)
    }

    @RequiresApi(Build.VERSION_CODES.R)
    private fun prompt(activity: Activity, title: String, unlocked: () -> Unit) {
        val prompt = BiometricPrompt.Builder(activity).setTitle(title).setAllowedAuthenticators(BIOMETRIC_WEAK or DEVICE_CREDENTIAL).build()
        prompt.authenticate(CancellationSignal(), activity.mainExecutor, object : BiometricPrompt.AuthenticationCallback() {
            override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult) = unlocked()
        })
    }

    /** Older systems ask on a screen of their own. */
    @Suppress("DEPRECATION")
    private fun code(activity: ComponentActivity, title: String, unlocked: () -> Unit) {
        val asking = keyguard.createConfirmDeviceCredentialIntent(title, null) ?: return unlocked()
        activity.activityResultRegistry.register("unlock", ActivityResultContracts.StartActivityForResult()) {
            if (it.resultCode == Activity.RESULT_OK) unlocked()
        }.launch(asking)
    }
}
