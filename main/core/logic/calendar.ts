/** Calendar months on days since 1970-01-01, exact for the proleptic Gregorian calendar. */

/** The day number of year, month (1-12), day; after Howard Hinnant's `days_from_civil`. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}

/** Year, month, day of a day number; after Howard Hinnant's `civil_from_days`. */
export function civilDate(days: number): { year: number; month: number; day: number } {
  const z = days + 719468
  const era = Math.floor(z / 146097)
  const dayOfEra = z - era * 146097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 }
}

const monthLength = (year: number, month: number): number =>
  month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

/** `months` calendar months later (earlier if negative), clamped to the month's end: 31 January + 1 month is 28 or 29 February. */
export function shiftMonths(days: number, months: number): number {
  const { year, month, day } = civilDate(days)
  const total = year * 12 + (month - 1) + months
  const toYear = Math.floor(total / 12)
  const toMonth = total - toYear * 12 + 1
  return dayNumber(toYear, toMonth, Math.min(day, monthLength(toYear, toMonth)))
}

/** The first day whose shift reaches `days` or lies beyond it: the shift never decreases, so this inverts `>=`. */
export function firstDayReaching(days: number, months: number): number {
  let low = days - 32 * Math.abs(months) - 5
  let high = days + 32 * Math.abs(months) + 5
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (shiftMonths(middle, months) >= days) high = middle
    else low = middle + 1
  }
  return low
}
