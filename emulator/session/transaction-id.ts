import { randomFillSync } from 'node:crypto';

/**
 * Bytes of an id. Ids of the real service are base64 of a first byte 0x01 and random-looking ones, so that they begin
 * with `A` and hold `/`, `+` and `=`; this length stays within the model's 192 characters (contract 2, observed 8).
 */
const ID_BYTES = 140;

/** For many ids: to ask for the randomness of one takes longer than to begin a transaction. */
const randomness = Buffer.alloc(64 * ID_BYTES);
let next = randomness.length;

/** @returns a new opaque transaction id of 188 characters. */
export function createTransactionId(): string {
  if (next === randomness.length) {
    randomFillSync(randomness);
    next = 0;
  }
  const bytes = randomness.subarray(next, next + ID_BYTES);
  next += ID_BYTES;
  bytes[0] = 1;
  return bytes.toString('base64');
}
