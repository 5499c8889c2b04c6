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
        proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "proguard-rules.pro")
    }
}

val strings = tasks.register<Bindgen>("strings") { what = "strings" }
val words = tasks.register<Sync>("words") {
    from(strings.map { it.into.dir("android/res") })
    into(layout.buildDirectory.dir("generated/words"))
}
android.sourceSets["main"].res.directories.add(layout.buildDirectory.dir("generated/words").get().asFile.path)
tasks.named("preBuild") { dependsOn(words) }

// The invented lives on the reference pictures are the desktop's.
val lives = tasks.register<Sync>("lives") {
    from("../desktop/src/main/kotlin/org/rapport/desktop") { include("Fixtures.kt", "CheckInFixtures.kt", "SeriesFixtures.kt", "FreeFixtures.kt", "ReminderFixtures.kt", "Pictures.kt") }
    into(layout.buildDirectory.dir("generated/lives"))
}
android.sourceSets["test"].kotlin.directories.add(layout.buildDirectory.dir("generated/lives").get().asFile.path)
tasks.named("preBuild") { dependsOn(lives) }

android.testOptions.unitTests {
    isIncludeAndroidResources = true
    all {
        it.systemProperty("jna.library.path", rootDir.resolve("../target/ci").path)
        // A window is as large as it asks to be; otherwise a dialog with a field never comes to rest.
        it.systemProperty("robolectric.windowManager.useRequestedSize", "true")
        it.systemProperty("pictures.kept", file("src/test/pictures").path)
        it.systemProperty("pictures.shown", rootDir.resolve("../docs/pictures").path)
        it.systemProperty("pictures.unlike", layout.buildDirectory.dir("pictures-unlike").get().asFile.path)
    }
}

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
