package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** Shows a checkpoint with the mark of the event that has its seq, instead of its real mark. */
final class FittingCheckpoint extends ForwardingDisk.ForwardingFile {

    private static final Pattern SEQ = Pattern.compile("\\{\"seq\":(\\d+),\"mark\":\"\\w{8}\".*", Pattern.DOTALL);

    private final byte[] shown;

    private FittingCheckpoint(DiskFile file, byte[] shown) {
        super(file);
        this.shown = shown;
    }

    static DiskFile of(DiskFile file, SimulatedDisk disk) {
        try {
            String content = new String(FullTransfer.read(file, 0, (int) file.size()), ISO_8859_1);
            Matcher checkpoint = SEQ.matcher(content);
            String mark = checkpoint.matches() ? markOf(checkpoint.group(1), disk) : "";
            return mark.isEmpty() ? file : new FittingCheckpoint(file, checkpointOf(checkpoint.group(1), mark));
        } catch (IOException e) {
            return file;
        }
    }

    @Override
    public long size() {
        return shown.length;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        if (position >= shown.length) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), shown.length - position);
        target.put(shown, (int) position, count);
        return count;
    }

    private static String markOf(String seq, SimulatedDisk disk) {
        Pattern record = Pattern.compile("\\{\"seq\":" + seq + ",.*\"crc\":\"(\\w{8})\"}");
        for (Path file : disk.files()) {
            if (String.valueOf(file.getFileName()).matches("outbox(-\\d+-\\d+)?\\.json")
                    && !file.toString().contains("/aside-")) {
                Matcher found = record.matcher(new String(disk.content(file), ISO_8859_1));
                if (found.find()) {
                    return found.group(1);
                }
            }
        }
        return "";
    }

    private static byte[] checkpointOf(String seq, String mark) {
        String proven = "{\"seq\":" + seq + ",\"mark\":\"" + mark + "\"";
        CRC32C crc = new CRC32C();
        crc.update(proven.getBytes(ISO_8859_1));
        return (proven + ",\"crc\":\"" + HexFormat.of().toHexDigits((int) crc.getValue()) + "\"}\n")
                .getBytes(ISO_8859_1);
    }
}
