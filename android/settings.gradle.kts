// The project for Android Studio. Not verified where the tests run: they use the same sources by Maven, see README.md.
pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}

dependencyResolutionManagement {
    repositoriesMode = RepositoriesMode.FAIL_ON_PROJECT_REPOS
    repositories {
        google()
        mavenCentral()
    }
}

rootProject.name = "rapport"
include(":bridge", ":presentation", ":ui", ":app")
