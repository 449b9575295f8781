/** Orders over HTTP: requests are parsed strictly; answers and refusals are JSON. */
@NullMarked
package io.orderpipeline.orders.placing.web;

import org.jspecify.annotations.NullMarked;
