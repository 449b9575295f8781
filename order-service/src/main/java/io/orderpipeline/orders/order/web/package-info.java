/** Orders over HTTP: requests read strictly, answers and refusals as JSON. */
@NullMarked
package io.orderpipeline.orders.order.web;

import org.jspecify.annotations.NullMarked;
