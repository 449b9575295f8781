package io.orderpipeline.tools.edited;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.tools.cluster.Packages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Builds modified services from the packaged ones: edits copies of a few sources, compiles them against the jars, and puts the classes
 * first on the classpath. The project itself is not changed. Needs a JDK.
 */
public final class EditedBuild {

    private static final List<String> SERVICES = List.of("order-service", "notification-service");

    private final Path root;
    private final Path folder;

    private EditedBuild(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /** Builds the edited services in this folder. */
    public static Packages of(List<Edit> edits, Path root, Path folder) throws IOException {
        EditedBuild build = new EditedBuild(root, folder);
        for (String service : SERVICES) {
            build.unpack(service);
        }
        build.compile(edits);
        return new Packages(root, build.command(SERVICES.get(0)), build.command(SERVICES.get(1)));
    }

    private void unpack(String service) throws IOException {
        try (JarFile jar = new JarFile(Packages.jar(root, service).toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory() && entry.getName().startsWith("BOOT-INF/")) {
                    Path file = folder.resolve(service).resolve(entry.getName());
                    Files.createDirectories(parent(file));
                    try (InputStream content = jar.getInputStream(entry)) {
                        Files.copy(content, file);
                    }
                }
            }
        }
    }

    private void compile(List<Edit> edits) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none",
                "-nowarn",
                "-g",
                "-cp",
                classpath(SERVICES.get(0)) + ":" + classpath(SERVICES.get(1)),
                "-d",
                classes()));
        for (Edit edit : edits) {
            Path copy = folder.resolve("src").resolve(edit.path());
            if (!Files.exists(copy)) {
                Files.createDirectories(parent(copy));
                Files.copy(edit.source(root), copy, StandardCopyOption.REPLACE_EXISTING);
                arguments.add(copy.toString());
            }
            edit.apply(copy);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        if (compiler == null || compiler.run(null, errors, errors, arguments.toArray(String[]::new)) != 0) {
            throw new IOException(edits + " do not compile: " + errors.toString(UTF_8));
        }
    }

    private List<String> command(String service) throws IOException {
        try (JarFile jar = new JarFile(Packages.jar(root, service).toFile())) {
            String start = jar.getManifest().getMainAttributes().getValue("Start-Class");
            return List.of("-cp", classes() + ":" + classpath(service), start);
        }
    }

    private String classes() {
        return folder.resolve("classes").toString();
    }

    private String classpath(String service) throws IOException {
        Path unpacked = folder.resolve(service).resolve("BOOT-INF");
        try (Stream<Path> libraries = Files.list(unpacked.resolve("lib"))) {
            return Stream.concat(Stream.of(unpacked.resolve("classes")), libraries.sorted())
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        }
    }

    private static Path parent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IOException("no folder of " + file);
        }
        return parent;
    }
}
