/** Orders over HTTP: requests read strictly, answers and refusals as JSON. */
@NullMarked
package io.orderpipeline.orders.placing.web;

import org.jspecify.annotations.NullMarked;
