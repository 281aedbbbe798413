package dev.tollbridge.server.api;

import dev.tollbridge.core.tariff.Rate;

/** A rate and the line of the file on which its row starts, from 1. */
record DeckRow(Rate rate, long line) {}
