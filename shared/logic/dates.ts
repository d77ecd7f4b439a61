/** Calendar dates as day numbers since 1970-01-01 in the proleptic Gregorian calendar, and shifts by calendar months. */

/** The day number of an ISO date; undefined if the text is not one or the day does not exist. */
export function dayOfIso(text: string): number | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (found === null) return undefined
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])]
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  return dayNumber(year, month, day)
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil). */
export function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}

/** Year, month and day of a day number (civil_from_days of the same source). */
export function civilOfDay(day: number): { year: number; month: number; day: number } {
  const shifted = day + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const part = Math.floor((5 * dayOfYear + 2) / 153)
  const month = part < 10 ? part + 3 : part - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * part + 2) / 5) + 1 }
}

/** `2026-03-14`. Years outside 0 to 9999 are written with as many digits as they need. */
export function isoOfDay(day: number): string {
  const { year, month, day: date } = civilOfDay(day)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}

/** The same day so many calendar months later; the last day of the month where that day does not exist. */
export function shiftMonths(day: number, months: number): number {
  const { year, month, day: date } = civilOfDay(day)
  const count = year * 12 + (month - 1) + months
  const newYear = Math.floor(count / 12)
  const newMonth = count - newYear * 12 + 1
  return dayNumber(newYear, newMonth, Math.min(date, daysInMonth(newYear, newMonth)))
}
