package io.orderpipeline.broker.startup;

import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.UnwrapByDefault;
import jakarta.validation.valueextraction.ValueExtractor;
import org.springframework.util.unit.DataSize;

/** Constraints on a size are those on its number of bytes. Thread-safe. */
@UnwrapByDefault
public final class DataSizeExtractor implements ValueExtractor<@ExtractedValue(type = Long.class) DataSize> {

    @Override
    @SuppressWarnings("NullAway") // An absent value stays absent; the interface does not say so.
    public void extractValues(DataSize size, ValueReceiver receiver) {
        receiver.value(null, size == null ? null : size.toBytes());
    }
}
