package io.orderpipeline.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileProblemTests {

    @TempDir
    Path temp;

    static List<Arguments> problems() {
        return List.of(
                arguments(new AccessDeniedException("/a"), "/a: permission denied"),
                arguments(new NoSuchFileException("/a"), "/a: no such file or folder"),
                arguments(new NotDirectoryException("/a"), "/a: something that is not a folder is in the way"),
                arguments(new FileAlreadyExistsException("/a"), "/a: something that is not a folder is in the way"),
                arguments(new DirectoryNotEmptyException("/a"), "/a: a folder with files is in the way"),
                arguments(new NotLinkException("/a"), "/a: java.nio.file.NotLinkException: /a"),
                arguments(new FileSystemException("/a", "/b", "Disk quota exceeded"), "/a -> /b: Disk quota exceeded"),
                arguments(new IOException("No space left on device"), "No space left on device"),
                arguments(new IOException(), "java.io.IOException"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void saysWhatIsWrongAndWithWhichFile(IOException failure, String problem) {
        assertThat(FileProblem.of(failure)).isEqualTo(problem);
    }

    @Test
    void isNamedWhereAFolderIsInTheWayOfAFile() throws IOException {
        Files.createDirectories(temp.resolve("orders.json.tmp/folder"));
        try (JournalFolder folder = JournalFolder.open(temp)) {
            ScannedJournal missing = folder.scan("orders.json", Origin.START, RecordVisitor.none());
            assertThatThrownBy(() -> missing.recover(0))
                    .hasMessage("cannot use %s: a folder with files is in the way", temp.resolve("orders.json"));
        }
    }
}
