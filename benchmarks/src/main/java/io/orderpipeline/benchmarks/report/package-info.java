/** Reports the measurements, as tables in Markdown and charts in SVG. */
@NullMarked
package io.orderpipeline.benchmarks.report;

import org.jspecify.annotations.NullMarked;
