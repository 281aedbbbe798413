package dev.tollbridge.server.api;

import dev.tollbridge.core.tariff.Rate;
import java.util.List;

/**
 * The content of a rate deck's file.
 *
 * @param rates in the order of the file; at least one
 * @param contentSha256 of the file's bytes, in lower-case hex
 * @param warnings by row
 */
record RateDeckFile(String currency, List<Rate> rates, String contentSha256, List<DeckWarning> warnings) {}
