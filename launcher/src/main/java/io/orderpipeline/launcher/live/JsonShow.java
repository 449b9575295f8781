package io.orderpipeline.launcher.live;

import tools.jackson.databind.json.JsonMapper;

/** Snapshots as JSON. */
final class JsonShow implements Show {

    private final Overview overview;
    private final JsonMapper mapper;

    JsonShow(Overview overview, JsonMapper mapper) {
        this.overview = overview;
        this.mapper = mapper;
    }

    @Override
    public void close() {
        overview.close();
    }

    @Override
    public byte[] now() {
        return mapper.writeValueAsBytes(overview.snapshot());
    }
}
