plugins {
    alias(libs.plugins.android.library)
}

// A library of Android only because it stands on one; Maven compiles it with nothing of Android on the class path.
android {
    namespace = "org.rapport.presentation"
    compileSdk = libs.versions.sdk.compile.get().toInt()
    defaultConfig.minSdk = libs.versions.sdk.min.get().toInt()
}

dependencies {
    api(project(":bridge"))
    testImplementation(libs.junit)
    testImplementation(libs.kotlin.test.junit)
    testImplementation(libs.coroutines.test)
}
