plugins {
    alias(libs.plugins.android.library)
}

android {
    namespace = "org.rapport.bridge"
    compileSdk = libs.versions.sdk.compile.get().toInt()
    defaultConfig {
        minSdk = libs.versions.sdk.min.get().toInt()
        consumerProguardFiles("consumer-rules.pro")
    }
    // The core for phones' processors, where bindings/build-android puts it.
    sourceSets["main"].jniLibs.directories.add(rootDir.resolve("../target/android-libraries").path)
}

val bindings = tasks.register<Bindgen>("bindings") { what = "kotlin-android" }

androidComponents {
    onVariants { it.sources.kotlin?.addGeneratedSourceDirectory(bindings, Bindgen::into) }
}

dependencies {
    api(libs.coroutines.core)
    implementation(libs.annotation)
    implementation(libs.jna) { artifact { type = "aar" } }
}
