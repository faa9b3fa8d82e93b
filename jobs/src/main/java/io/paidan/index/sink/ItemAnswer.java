package io.paidan.index.sink;

/**
 * What Elasticsearch says of one entry of a bulk request.
 *
 * @param status as of HTTP
 * @param errorType Elasticsearch's name of the error; null when there is none
 * @param reason what it says of it, without content of the document; null when there is none
 */
record ItemAnswer(int status, String errorType, String reason) {}
