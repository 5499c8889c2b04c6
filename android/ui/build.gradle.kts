plugins {
    alias(libs.plugins.android.library)
    alias(libs.plugins.compose.compiler)
}

android {
    namespace = "org.rapport.ui"
    compileSdk = libs.versions.sdk.compile.get().toInt()
    defaultConfig.minSdk = libs.versions.sdk.min.get().toInt()
    buildFeatures.compose = true
}

dependencies {
    api(project(":presentation"))
    implementation(libs.bundles.aars)
    implementation(libs.bundles.jars)
}
