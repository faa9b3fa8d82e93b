package io.paidan.event;

/** XXH64's construction over the UTF-16 units of two strings; see {@link EventPacker}. */
final class IdentityHash {
  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;

  private IdentityHash() {}

  static long of(String first, String second) {
    long hash = P5 + first.length();
    hash = add(hash, first);
    hash = round(hash, second.length());
    hash = add(hash, second);
    hash ^= hash >>> 33;
    hash *= P2;
    hash ^= hash >>> 29;
    hash *= P3;
    hash ^= hash >>> 32;
    return hash;
  }

  private static long add(long seed, String text) {
    long hash = seed;
    int length = text.length();
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      hash =
          round(
              hash,
              text.charAt(i)
                  | (long) text.charAt(i + 1) << 16
                  | (long) text.charAt(i + 2) << 32
                  | (long) text.charAt(i + 3) << 48);
    }
    if (i < length) {
      long rest = 0;
      for (int shift = 0; i < length; i++, shift += 16) {
        rest |= (long) text.charAt(i) << shift;
      }
      hash = round(hash, rest);
    }
    return hash;
  }

  private static long round(long hash, long lane) {
    long mixed = Long.rotateLeft(lane * P2, 31) * P1;
    return Long.rotateLeft(hash ^ mixed, 27) * P1 + P4;
  }
}
