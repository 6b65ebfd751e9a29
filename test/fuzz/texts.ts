import * as fc from 'fast-check';

/** Any 16-bit units: lone surrogates, control characters, null. */
export const anyUnits = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), maxLength });

/** Any characters: all planes, but no half ones. */
export const anyText = (maxLength: number): fc.Arbitrary<string> => fc.string({ unit: 'binary', maxLength });

/** Texts that somebody once stumbled over. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  anyUnits(20),
  anyText(20),
  fc.constantFrom(
    ...['', '\0', '\uFEFF', '\uD800', '\uDFFF\uD800', '😀', 'é', '\u0000a', '\r\n', '\u2028', '\x7f', '\x1b[31m'],
    ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then', 'NaN', 'Infinity', '-Infinity', 'null'],
    ...["'; DROP TABLE line; --", '" OR ""="', '\\', "\\'", '${7*7}', '{{7*7}}', '<script>alert(1)</script>'],
    ...['../../etc/passwd', '%00', '%n%s', '9223372036854775808', '-9223372036854775809', '1e400', '0x41', '1_000'],
    ...['2024-02-30', '0000-00-00', '24:00:00', '2024-01-01T00:00:00Z', '00000000-0000-0000-0000-000000000000'],
    ...['a'.repeat(65_536), '😀'.repeat(20_000), '['.repeat(5000)],
  ),
);

export const hostileNumber: fc.Arbitrary<number> = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -0, 1, -1, 2 ** 31, 2 ** 53, 2 ** 63, -(2 ** 63), 1e308, 5e-324, 0.1),
);
