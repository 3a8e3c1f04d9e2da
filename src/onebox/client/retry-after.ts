// Three years. A longer delay is not meant as one.
const maxDelaySeconds = 99_999_999;
const delay = /^\d{1,8}(?:\.\d{1,20})?$/;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const month = `(?<month>${months.join('|')})`;
const weekday = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const longWeekday = '(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)';
const time = String.raw`(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)`;

// RFC 9110, section 5.6.7: the current date format, and the two obsolete ones.
const dates = [
  String.raw`${weekday}, (?<day>\d\d) ${month} (?<year>\d{4}) ${time} GMT`,
  String.raw`${longWeekday}, (?<day>\d\d)-${month}-(?<year>\d\d) ${time} GMT`,
  String.raw`${weekday} ${month} (?<day>\d\d| \d) ${time} (?<year>\d{4})`,
].map((form) => new RegExp(`^${form}$`));

/**
 * Parses a `Retry-After` header: seconds, or a date (RFC 9110, section 10.2.3). The result is never before `now`. Fractions of
 * seconds, which some servers send, are rounded up. Undefined for any other text.
 */
export function retryAfter(header: string | undefined, now: Date): Date | undefined {
  if (header === undefined) return undefined;
  if (delay.test(header)) {
    const seconds = Math.min(Math.ceil(Number(header)), maxDelaySeconds);
    return new Date(now.getTime() + seconds * 1000);
  }
  for (const form of dates) {
    const groups = form.exec(header)?.groups;
    if (groups !== undefined) return atLeast(now, httpDate(groups, now));
  }
  return undefined;
}

function httpDate(groups: Record<string, string>, now: Date): Date | undefined {
  const [day, hour, minute, second] = [groups['day'], groups['hour'], groups['minute'], groups['second']].map(
    Number,
  ) as [number, number, number, number];
  const monthIndex = months.indexOf(groups['month'] ?? '');
  const midnight = new Date(0);
  midnight.setUTCFullYear(yearOf(groups['year'] ?? '', now), monthIndex, day);
  // A second 60 is a leap second.
  const isDate =
    day >= 1 && midnight.getUTCMonth() === monthIndex && hour <= 23 && minute <= 59 && second <= 60;
  return isDate ? new Date(midnight.getTime() + ((hour * 60 + minute) * 60 + second) * 1000) : undefined;
}

/** Expands a year of two digits: it is at most fifty years in the future (RFC 9110, section 5.6.7). */
function yearOf(digits: string, now: Date): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  const thisYear = now.getUTCFullYear();
  const inThisCentury = thisYear - (thisYear % 100) + year;
  return inThisCentury > thisYear + 50 ? inThisCentury - 100 : inThisCentury;
}

function atLeast(now: Date, date: Date | undefined): Date | undefined {
  return date !== undefined && date < now ? now : date;
}
