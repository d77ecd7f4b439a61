/** The clock and the source of identifiers that a real process has. */
import { randomFillSync } from 'node:crypto'
import type { Clock } from '../core/ports.ts'

export const systemClock: Clock = { now: () => new Date(), elapsed: () => performance.now() }

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function base32(value: number, length: number): string {
  let text = ''
  for (let rest = value, i = 0; i < length; i++, rest = Math.floor(rest / 32)) text = DIGITS.charAt(rest % 32) + text
  return text
}

/**
 * Makes ULIDs: 48 bits of milliseconds and 80 random bits in 26 characters, sorted by time as text.
 * Within one millisecond, or when the clock steps back, the random part counts upwards, so that ids only grow.
 * `fillRandom` fills the array it is given; a seeded one makes ids repeatable.
 */
export function ulids(clock: Pick<Clock, 'now'>, fillRandom: (digits: Uint8Array) => unknown = randomFillSync): () => string {
  let lastTime = -1
  const digits = new Uint8Array(16)
  const countUp = (): void => {
    for (let i = digits.length - 1; i >= 0; i--) {
      if (digits[i] !== 31) {
        digits[i]! += 1
        return
      }
      digits[i] = 0
    }
  }
  return () => {
    const time = clock.now().getTime()
    if (time > lastTime) {
      lastTime = time
      fillRandom(digits)
      for (let i = 0; i < digits.length; i++) digits[i]! &= 31
      // The top digit starts below 16, so that counting up within a millisecond never runs over.
      digits[0]! &= 15
    } else countUp()
    let text = base32(lastTime, 10)
    for (const digit of digits) text += DIGITS.charAt(digit)
    return text
  }
}
