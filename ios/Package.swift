// swift-tools-version: 6.0
import PackageDescription

// Apple's platforms take the core as an XCFramework (bindings/build-xcframework). Linux, where
// the tests run, takes the shared library that cargo builds; RAPPORT_LIBRARY_FOLDER says where
// it lies. `./prepare` makes the Swift and the header that this package compiles.
#if os(Linux)
    let folder = Context.environment["RAPPORT_LIBRARY_FOLDER"] ?? "\(Context.packageDirectory)/../target/ci"
    let core = Target.systemLibrary(name: "RapportFFI")
    let link: [LinkerSetting] = [
        .unsafeFlags(["-L\(folder)", "-Xlinker", "-rpath", "-Xlinker", folder])
    ]
#else
    let core = Target.binaryTarget(name: "RapportFFI", path: "RapportFFI.xcframework")
    let link: [LinkerSetting] = []
#endif

let package = Package(
    name: "Rapport",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [
        .library(name: "RapportCore", targets: ["RapportCore"]),
        .library(name: "RapportPresentation", targets: ["RapportPresentation"]),
    ],
    targets: [
        core,
        .target(name: "RapportCore", dependencies: ["RapportFFI"], linkerSettings: link),
        .target(name: "RapportPresentation", dependencies: ["RapportCore"]),
        .target(name: "RapportTesting", dependencies: ["RapportCore"], path: "Tests/Support"),
        .executableTarget(
            name: "RapportFigures", dependencies: ["RapportPresentation", "RapportTesting"], path: "Tests/Figures"),
        .testTarget(name: "RapportCoreTests", dependencies: ["RapportCore", "RapportTesting"]),
        .testTarget(name: "RapportPresentationTests", dependencies: ["RapportPresentation", "RapportTesting"]),
    ],
    swiftLanguageModes: [.v6]
)
