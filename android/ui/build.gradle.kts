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

// What of the core's values is stable, which this compiler does not see.
composeCompiler { stabilityConfigurationFiles.add(layout.projectDirectory.file("stable.conf")) }

dependencies {
    api(project(":presentation"))
    implementation(libs.bundles.aars)
    implementation(libs.bundles.jars)
}
