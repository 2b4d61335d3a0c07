/** What the page of contributors says, in English. */

const some = (count: string, one: string, more: string) => `${count} ${count === '1' ? one : more}`

export const contributorsWords = {
  title: 'Contributors',

  month: {
    label: 'Month',
    choose: (month: string) => `Month: ${month}`,
    previous: 'Previous month',
    next: 'Next month',
    current: 'This month',
    previousYear: 'Previous year',
    nextYear: 'Next year',
    rules:
      'The month, in UTC, rules ranking, hall of fame, lines and table; the span above rules awards and last contributors.',
    rulesOrg: 'The month, in UTC, rules this page; the span above rules the awards.',
    left: (days: number, hours: number) =>
      days
        ? `${some(String(days), 'day', 'days')} ${hours} h left`
        : `${some(String(hours), 'hour', 'hours')} left`,
    leftTitle: (month: string) => `Until the end of ${month}, in UTC`,
    over: 'month over',
  },

  model: {
    label: 'Which points count',
    models: { classic: 'Classic', quality: 'Quality' },
    hints: {
      classic: 'Points for each contribution',
      quality: 'Points for what makes a contribution useful to others',
    },
  },

  ranking: {
    title: (month: string) => `Ranking of ${month}`,
    unit: (orgs: string, points: string) =>
      `${some(orgs, 'organisation', 'organisations')}, ${some(points, 'point', 'points')}`,
    open: (org: string) => `How ${org} stands`,
    points: (count: string) => some(count, 'point', 'points'),
    rank: (rank: number, title: string) => `Monthly rank ${rank} of 16: ${title}`,
    noRank: 'no rank yet',
    noRankYet: 'No monthly rank yet',
    toNext: (points: string, rank: number) => `${points} to rank ${rank}`,
    highest: 'highest rank',
    progress: (part: string, rank: number) => `${part} of the way to rank ${rank}`,
    moved: {
      new: 'new',
      up: (by: number) => `up ${some(String(by), 'place', 'places')}`,
      down: (by: number) => `down ${some(String(by), 'place', 'places')}`,
      same: 'same place',
    },
    before: (points: string) => `${some(points, 'point', 'points')} in the month before`,
    made: (parts: string) => `Contributions: ${parts}`,
    more: (count: string) => `Show all ${count}`,
    fewer: 'Show the first 100',
    none: (month: string) => `Nobody contributed in ${month}.`,
    noneNow:
      'Points come with attributes, objects, events, sightings, proposals and discussions, as soon as MISP sends one.',
    nonePast: 'Choose another month, or remove a filter.',
    kinds: {
      attributes: 'attributes',
      objects: 'objects',
      sightings: 'sightings',
      proposals: 'proposals',
      discussions: 'discussions',
      events: 'events',
      reports: 'reports',
    },
    columns: [
      'Place',
      'Organisation',
      'Points',
      'Monthly rank',
      'Title',
      'Points to the next rank',
      'Place in the month before',
      'Points in the month before',
    ],
  },

  last: {
    title: 'Last contributors',
    none: (span: string) => `Nobody contributed ${span}.`,
    noneWhy: 'Widen the span, or remove a filter.',
    earned: (points: number) => `+${points}`,
    earnedTitle: (points: number) => `earned ${some(String(points), 'point', 'points')}`,
    actions: { add: 'added', edit: 'edited' } as Record<string, string>,
    columns: ['When', 'Organisation', 'What', 'Category', 'Event', 'Instance', 'Points'],
  },

  kinds: {
    attribute: 'attribute',
    object: 'object',
    sighting: 'sighting',
    proposal: 'proposal',
    discussion: 'post',
    event: 'event',
    report: 'event report',
  } as Record<string, string>,

  hall: {
    title: 'Hall of fame',
    choices: { previous: 'Month before', all: 'All time' },
    choiceLabel: 'Of which time',
    previous: (month: string) => month,
    all: (month: string) => `up to ${month}`,
    place: (place: number) => `Place ${place}`,
    none: (month: string) => `Nobody contributed in ${month}.`,
    noneAll: 'Nobody contributed yet.',
    noneWhy: 'The first three of a month stand here when the next one has begun.',
    columns: ['Of', 'Place', 'Organisation', 'Points'],
  },

  awards: {
    title: 'Awards',
    unit: (count: string) => some(count, 'award', 'awards'),
    cut: (shown: string) => `The latest ${shown} are listed.`,
    none: (span: string) => `No award was earned ${span}.`,
    noneWhy:
      'An award comes with each rank requirement that is newly fulfilled, trophy level gained and badge given.',
    what: {
      requirement: (level: number, title: string) => `Rank requirement ${level}: ${title}`,
      trophy: (title: string, category: string) => `${title}, ${category}`,
      badge: (title: string) => title,
    },
    announced: (org: string, what: string) => `${org} earned an award. ${what}`,
    celebrate: 'Celebrate new awards',
    celebrateOff: 'Do not celebrate new awards',
    still: 'Your system asks for less motion: new awards are listed without a celebration.',
    close: 'Close',
    columns: ['When', 'Organisation', 'Award', 'Level', 'Title', 'For'],
  },

  lines: {
    title: 'First five by day',
    legend: (org: string, points: string) => `${org} · ${points}`,
    day: 'Day',
  },

  categories: {
    title: 'Contributors by category',
    unit: (orgs: string) => some(orgs, 'organisation', 'organisations'),
    spans: { month: 'Month', all: 'All time' },
    spanLabel: 'Counted in',
    search: 'Find an organisation',
    searchLabel: 'Find an organisation by a part of its name',
    org: 'Organisation',
    all: 'All',
    sortBy: (column: string) => `Sort by ${column}`,
    trophy: (category: string, count: string, level: number, title: string) =>
      `${category}: ${some(count, 'contribution', 'contributions')}; trophy ${level} of 12, ${title}`,
    more: (count: string) => `Show ${count} more`,
    cut: (listed: string, total: string) =>
      `The first ${listed} of ${total} by contributions; the search finds the others.`,
    none: 'Nobody contributed to a category.',
    noneMatch: (text: string) => `No organisation has “${text}” in its name.`,
    noneWhy: 'Choose another month, all time, or remove a filter.',
    scroll: 'Contributions by organisation and category',
  },

  help: {
    title: 'How it works',
    intro:
      'Every number and title here is a setting of the section [contribution], and counts for past months too: standings are computed anew from what happened.',
    pointsTitle: 'Points',
    points:
      'Each attribute, object, event, event report, sighting, proposal and post that is added or edited earns points; the same one told twice earns once, a deletion nothing. The organisation that acted is credited.',
    monthlyTitle: 'Monthly rank',
    monthly:
      'Rank n takes 2 to the power of n points within one month: 2 points are rank 1, 65,536 rank 16.',
    rankTitle: 'Contribution rank',
    rank: 'The number of these requirements that are fulfilled now. Each needs points in all and something done lately; it lapses when that is too long ago.',
    needs: (points: string) => some(points, 'point', 'points'),
    trophyTitle: 'Trophies',
    trophy:
      'In each category, organisations are ranked by their contributions of all time. The first has level 12, the others levels 11 to 1 by their place.',
    badgeTitle: 'Badges',
    badge: 'Administrators give these, and ranks 15 and 16.',
    first: 'the first',
    percentage: (percentage: number) => `${percentage} %`,
    each: (points: number) => some(String(points), 'point', 'points'),
    otherCategory: 'any other category',
    sighting: 'sighting',
    factor: (factor: number) => `${factor} × its category`,
    qualityTitle: 'The quality model',
    quality:
      'Instead of volume it counts what makes sharing useful to others: context, structure, being confirmed by other organisations, enriching their events. What costs others is taken off: false positives and warning-list hits. Duplicates and values removed soon after earn nothing. An organisation’s own page explains each part.',
    waiting: 'The rules are being asked for.',
  },

  org: {
    back: 'All contributors',
    share: 'Copy the link to this page',
    counted: (names: string) => `Counts for ${names}, too`,
    unknown: (org: string) => `No contribution of “${org}” is known.`,
    unknownWhy:
      'The name has to be exactly that in MISP, and a filter may leave it out. Once it shares something, this page shows how it stands.',
    tiles: {
      monthly: (month: string) => `Rank of ${month}`,
      rank: 'Contribution rank',
      place: 'Place of the month',
      points: 'Points in all',
      classicPoints: 'Classic points in all',
    },
    rankOf: (rank: number) => `${rank} of 16 requirements`,
    noTitle: 'None yet',
    first: 'Nobody is ahead',
    overtake: (points: string) => `${some(points, 'point', 'points')} to overtake`,
    toNext: (points: string) => `${some(points, 'point', 'points')} to the next rank`,
    noPoints: 'Nothing in this month yet',
    thisMonth: (points: string) => `${some(points, 'point', 'points')} in this month`,

    requirements: {
      title: 'Rank requirements',
      unit: (held: number, lapsing: number) =>
        lapsing ? `${held} of 16 fulfilled, ${lapsing} about to lapse` : `${held} of 16 fulfilled`,
      states: { held: 'fulfilled', lapsing: 'lapses soon', missing: 'missing' },
      until: (date: string) => `until ${date}`,
      lapses: (date: string) => `lapses ${date}`,
      points: (points: string) => some(points, 'point', 'points'),
      done: (done: number, count: number) => `${done} of ${count} done`,
      missingPoints: (points: string) => `${some(points, 'point', 'points')} missing`,
      given: 'by the administrators',
      columns: ['Level', 'Title', 'Asks for', 'State', 'Until', 'Points missing', 'Done', 'Of'],
    },

    trophies: {
      title: 'Trophies',
      unit: 'of all time',
      place: (place: string, of: string) => `place ${place} of ${of}`,
      level: (level: number, title: string) => `Trophy ${level} of 12: ${title}`,
      toNext: (count: string) => `${count} more to move up`,
      first: 'the most of all',
      none: 'No trophy yet.',
      noneWhy: 'One comes with the first attribute or sighting in a category.',
      columns: ['Category', 'Level', 'Title', 'Contributions', 'Place', 'Of', 'More to move up'],
    },

    badges: {
      title: 'Badges',
      since: (date: string) => `since ${date}`,
      not: 'not given',
      columns: ['Badge', 'For', 'Given'],
    },

    overTime: {
      title: 'Points over time',
      choices: { days: 'By day', months: 'By month' },
      choiceLabel: 'Shown by',
      series: 'Points',
      classic: 'classic points',
      bar: (month: string, points: string, rank: number) =>
        `${month}: ${some(points, 'point', 'points')}, rank ${rank}`,
      none: (month: string) => `No point was earned in ${month}.`,
      noneWhy: 'By month shows the eleven months before, too.',
      columns: ['Day', 'Points'],
      monthColumns: ['Month', 'Points', 'Monthly rank'],
    },

    quality: {
      unit: (points: string, proven: number) =>
        `${some(points, 'point', 'points')}, ${proven} % proven`,
      advice: 'What would raise them most',
      gain: (points: string) => `+${points}`,
      parts: {
        value: ['values the community did not have', 'New values'],
        context: ['of them with context: a tag that is more than a marking', 'Context'],
        galaxy: ['of them with a galaxy, such as an ATT&CK technique', 'Galaxies'],
        comment: ['of them with a comment of their own', 'Comments'],
        structure: ['of them in objects', 'Objects'],
        reference: ['of them in objects that say how they relate', 'References'],
        actionable: ['of them with the IDS flag where it fits', 'Actionable'],
        confirmed: ['confirmations by other organisations', 'Confirmed'],
        timely: ['of these confirmations soon after sharing', 'Timely'],
        unproven: ['new values of which too few are confirmed by enough others', 'Not proven yet'],
        sighting: ['sightings of what others shared', 'Sightings for others'],
        proposal: ['proposals to events of others', 'Proposals'],
        discussion: ['discussions in which others take part', 'Discussions'],
        false_positive: ['reported as false positives by others', 'False positives'],
        warninglist: ['flagged for detection although on a warning list', 'Warning lists'],
        duplicate: ['values the community had already', 'Duplicates'],
        removed: ['values removed again soon', 'Removed'],
        self_sighting: ['sightings of its own values', 'Own sightings'],
        not_below_zero: ['nobody has less than nothing', 'Not below zero'],
      } as Record<string, [string, string]>,
      advices: {
        context: (count: string) =>
          `Tag ${some(count, 'value', 'values')} with more than a marking`,
        galaxy: (count: string) => `Add a galaxy to ${some(count, 'value', 'values')}`,
        comment: (count: string) =>
          `Comment ${some(count, 'value', 'values')}, each in its own words`,
        structure: (count: string) => `Put ${some(count, 'value', 'values')} into objects`,
        reference: (count: string) =>
          `Say how the objects of ${some(count, 'value', 'values')} relate`,
        actionable: (count: string) =>
          `Set the IDS flag on ${some(count, 'value', 'values')} that it fits`,
        confirmed: () => 'Share a value that another organisation confirms',
        sighting: (count: string) =>
          `Sight ${some(count, 'value', 'values')} of another organisation`,
        proposal: () => 'Propose a value to another’s event',
        discussion: () => 'Take part in a discussion with others',
        warninglist: (count: string) =>
          `Take the IDS flag off ${some(count, 'value', 'values')} on warning lists`,
        false_positive: (count: string) =>
          `Resolve ${some(count, 'report', 'reports')} of false positives`,
      } as Record<string, (count: string) => string>,
      columns: ['Part', 'Of what', 'Count', 'Points'],
    },

    earned: {
      title: 'Points explained',
      choices: { month: 'Month', all: 'All time' },
      choiceLabel: 'Points of',
      line: (count: string, each: string) => `${count} × ${each}`,
      lineTitle: (count: string, each: string, points: string) =>
        `${some(count, 'contribution', 'contributions')} at ${some(each, 'point', 'points')} each: ${some(points, 'point', 'points')}`,
      what: (kind: string, action: string) => `${kind} ${action}`,
      none: (month: string) => `No point was earned in ${month}.`,
      noneWhy: 'Choose another month, or all time.',
      columns: ['What', 'Category', 'Contributions', 'Points each', 'Points'],
    },
  },

  wall: {
    left: (month: string) => `${month} ends in`,
    clock: (days: number, clock: string) => (days ? `${days} d ${clock}` : clock),
    over: (month: string) => `${month} is over`,
  },
}
