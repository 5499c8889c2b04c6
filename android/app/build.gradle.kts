plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.compose.compiler)
}

android {
    namespace = "org.rapport.app"
    compileSdk = libs.versions.sdk.compile.get().toInt()
    defaultConfig {
        applicationId = "org.rapport.app"
        minSdk = libs.versions.sdk.min.get().toInt()
        targetSdk = libs.versions.sdk.target.get().toInt()
        versionCode = 1
        versionName = libs.versions.app.get()
    }
    buildFeatures.compose = true
    buildTypes.named("release") {
        isMinifyEnabled = true
        isShrinkResources = true
        proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"))
    }
}

val strings = tasks.register<Bindgen>("strings") { what = "strings" }
val words = tasks.register<Sync>("words") {
    from(strings.map { it.into.dir("android/res") })
    into(layout.buildDirectory.dir("generated/words"))
}
android.sourceSets["main"].res.directories.add(layout.buildDirectory.dir("generated/words").get().asFile.path)
tasks.named("preBuild") { dependsOn(words) }

dependencies {
    implementation(project(":ui"))
    implementation(libs.bundles.aars)
    implementation(libs.bundles.jars)
    implementation(libs.coroutines.android)
    implementation(libs.zxing)
    testImplementation(libs.bundles.test.aars)
    testImplementation(libs.junit)
    testImplementation(libs.kotlin.test.junit)
    testImplementation(libs.coroutines.test)
    testImplementation(libs.robolectric)
}
