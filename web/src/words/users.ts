/** What the page of users says, in English. */

const some = (count: string, one: string, more: string) => `${count} ${count === '1' ? one : more}`

export const usersWords = {
  title: 'Users',

  punch: {
    title: 'When people log in',
    label: 'Logins by weekday and hour',
    modes: { week: 'Week', average: 'Average' },
    modeLabel: 'What the card counts',
    modeHints: {
      week: 'The logins of one week',
      average: 'The logins of an hour of the week, averaged over the weeks of the span',
    },
    previous: 'Previous week',
    next: 'Next week',
    logins: (count: string) => some(count, 'login', 'logins'),
    average: (weeks: number) => (weeks === 1 ? 'average of 1 week' : `average of ${weeks} weeks`),
    countName: 'Logins',
    averageName: 'Logins on average',
    shareName: 'Share of the week',
    ofHour: 'logins in the hour',
    ofHourAverage: 'logins in the hour, on average',
    ahead: 'still to come',
    hour: (day: string, from: string, to: string) => `${day} ${from}–${to}`,
    cell: (hour: string, logins: string) => `${hour}: ${logins}`,
    all: 'All organisations',
    chosen: (count: number) => `${count} organisations`,
    which: 'Whose logins count',
    org: (name: string, logins: string) => `${name} · ${logins}`,
    zone: (zone: string) => `hours of ${zone}`,
    noneThatWeek: 'No login that week.',
    columns: ['Day', 'Hour', 'Logins'],
  },

  overTime: {
    title: 'Logins and contributions',
    logins: 'Browser logins',
    contributions: 'Contributions',
    splits: { all: 'All', org: 'By organisation' },
    splitLabel: 'Shown as',
    unit: (logins: string, contributions: string) =>
      `${some(logins, 'login', 'logins')}, ${some(contributions, 'contribution', 'contributions')}`,
    other: 'other',
    from: 'From',
    of: (org: string, what: string) => `${org}: ${what.toLowerCase()}`,
    none: (span: string) => `No login and no contribution ${span}.`,
  },

  sharing: {
    title: 'Contribution per login',
    unit: (orgs: string) => some(orgs, 'organisation', 'organisations'),
    groups: { all: 'All', read: 'Only read', api: 'Only by API' },
    groupLabel: 'Which organisations',
    group: (name: string, count: string) => `${name} ${count}`,
    groupHints: {
      all: 'Most contributions for each login first',
      read: 'They log in, and contributed nothing in the span',
      api: 'They contributed, and nobody of them logged in with a browser',
    },
    days: {
      both: 'login and contribution',
      loginOnly: 'login without contribution',
      contributionOnly: 'contribution without login',
    },
    daysTitle: (part: string) => `${part} of the days with a login had a contribution too`,
    daysNone: 'No day with a login',
    dayCount: (count: string) => some(count, 'day', 'days'),
    ratio: (ratio: string) => `${ratio} contributions for each login`,
    perLogin: 'a login',
    counts: (logins: string, contributions: string) =>
      `${some(logins, 'login', 'logins')} · ${some(contributions, 'contribution', 'contributions')}`,
    keys: (count: string) => some(count, 'key sign-in', 'key sign-ins'),
    keysHint: 'Scripts that signed in with an authentication key',
    api: 'API',
    reads: 'reads',
    keysOnly: 'keys only',
    only: (name: string) => `Show only ${name}`,
    noneOf: {
      all: 'No organisation logged in or contributed in the span.',
      read: 'Whoever logs in also contributes.',
      api: 'Whoever contributes also logs in.',
    },
    none: (span: string) => `No organisation logged in or contributed ${span}.`,
    columns: [
      'Organisation',
      'Contributions per login',
      'Logins',
      'Contributions',
      'Contributions on days without a login',
      'Key sign-ins',
      'Days with login and contribution',
      'Days with login only',
      'Days with contribution only',
    ],
  },

  failed: {
    title: 'Failed sign-ins',
    series: 'Failed sign-ins',
    unit: (count: string) => `${count} failed`,
    sources: 'From where',
    unknown: 'address not told',
    only: (source: string) => `Show only ${source}`,
    more: (count: string) => some(count, 'more address', 'more addresses'),
    none: (span: string) => `No failed sign-in ${span}.`,
    noneWhy: 'No wrong password and no refused key, as far as MISP tells.',
    neverHeard: (setting: string) =>
      `None was ever received: they come with ${setting}, in MISP's settings of ZeroMQ.`,
    columns: ['Address', 'Failed sign-ins'],
  },

  ways: {
    title: 'By browser or by key',
    web: 'Browser logins',
    key: 'Key sign-ins',
    unit: (web: string, key: string) => `${web} by browser, ${key} by key`,
    none: (span: string) => `Nobody signed in ${span}.`,
    noKeys: (names: string, setting: string) =>
      `No key was ever told by ${names}: MISP tells them with ${setting}.`,
    from: 'From',
  },

  news: {
    title: 'Accounts and organisations',
    group: (name: string, count: string) => `${name} ${count}`,
    groups: { all: 'All', created: 'New', disabled: 'Disabled', organisation: 'Joined' },
    groupLabel: 'Which changes',
    created: 'new account',
    disabled: 'account disabled',
    organisation: 'organisation joined',
    account: (number: number) => `account ${number}`,
    none: (span: string) => `No account and no organisation is new ${span}, none was disabled.`,
    noneWhy:
      'MISP tells them with Plugin.ZeroMQ_user_notifications_enable and Plugin.ZeroMQ_organisation_notifications_enable.',
    columns: ['When', 'What', 'Organisation', 'Account', 'Instance'],
    atMost: 'The latest 200 of each are listed.',
  },

  hint: {
    setting: 'Plugin.ZeroMQ_audit_notifications_enable',
    keys: 'MISP.log_auth',
    label: 'Settings that are missing',
    never: (names: string) => `No login was ever received from ${names}.`,
    where: 'in Administration, Server Settings, Plugin Settings, ZeroMQ of that MISP.',
    switchOn: 'Switch on',
    remedy: (setting: string) =>
      `Switch on ${setting} in MISP: Administration, Server Settings, Plugin Settings, ZeroMQ.`,
    hide: 'Hide this hint',
  },

  noLogin: (span: string) => `No login ${span}.`,
  noLoginWhy: 'Widen the span, choose another week, or remove a filter.',
  and: ' and ',

  privacy: {
    none: 'Stored of people: the number of the account and the organisation; no name, no e-mail address.',
    pseudonym:
      'Stored of people: a pseudonym, the number of the account and the organisation; no e-mail address.',
    email: 'Stored of people: the e-mail address, the number of the account and the organisation.',
    address: 'Of failed sign-ins also the address they came from.',
    setting: (value: string) => `The setting privacy.users is ${value}`,
  } as Record<'none' | 'pseudonym' | 'email' | 'address', string> & {
    setting: (value: string) => string
  },
}
