package io.orderpipeline.broker.startup;

import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.UnwrapByDefault;
import jakarta.validation.valueextraction.ValueExtractor;
import org.springframework.util.unit.DataSize;

/** Applies constraints on a size to its number of bytes. Thread-safe. */
@UnwrapByDefault
public final class DataSizeExtractor implements ValueExtractor<@ExtractedValue(type = Long.class) DataSize> {

    @Override
    @SuppressWarnings("NullAway") // A null size stays null; the interface has no annotation for that.
    public void extractValues(DataSize size, ValueReceiver receiver) {
        receiver.value(null, size == null ? null : size.toBytes());
    }
}
