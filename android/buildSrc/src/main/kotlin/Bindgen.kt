import javax.inject.Inject
import org.gradle.api.DefaultTask
import org.gradle.api.file.DirectoryProperty
import org.gradle.api.provider.Property
import org.gradle.api.tasks.Input
import org.gradle.api.tasks.OutputDirectory
import org.gradle.api.tasks.TaskAction
import org.gradle.process.ExecOperations

/** Makes what is generated from the core: `cargo bindgen WHAT`. Cargo knows by itself whether anything has changed. */
abstract class Bindgen @Inject constructor(private val exec: ExecOperations) : DefaultTask() {
    @get:Input
    abstract val what: Property<String>

    @get:OutputDirectory
    abstract val into: DirectoryProperty

    init {
        outputs.upToDateWhen { false }
    }

    @TaskAction
    fun generate() {
        exec.exec { commandLine("cargo", "bindgen", what.get(), "--out", into.get().asFile.path) }
    }
}
