/** What the view of MITRE ATT&CK says, in English. */
const many = (count: string, one: string, more: string) => `${count} ${count === '1' ? one : more}`

export const attack = {
  title: 'MITRE ATT&CK',
  domains: { enterprise: 'Enterprise', mobile: 'Mobile', ics: 'ICS' },
  domain: 'Matrix',
  unit: (techniques: string, activities: string) =>
    `${many(techniques, 'technique', 'techniques')} in ${many(activities, 'activity', 'activities')}`,
  whole: 'Whole matrix',
  wholeHint: 'Show techniques that do not occur as well',
  expandAll: 'Expand all',
  collapseAll: 'Collapse all',
  layer: 'Navigator layer',
  layerHint: 'Download as a layer for the ATT&CK Navigator',
  table: 'Techniques by tactic',
  keys: 'Arrow keys move, Enter filters, space shows sub-techniques',
  tactic: (name: string, techniques: string, activities: string) =>
    `${name}: ${many(techniques, 'technique', 'techniques')}, ${many(activities, 'activity', 'activities')}`,
  techniques: (count: string, of: string | null = null) =>
    of === null
      ? many(count, 'technique', 'techniques')
      : `${count} of ${many(of, 'technique', 'techniques')}`,
  activities: (count: string) => many(count, 'activity', 'activities'),
  events: (count: string) => many(count, 'event', 'events'),
  organisations: (count: string) => many(count, 'organisation', 'organisations'),
  itself: (count: string) => `${count} tagged with the technique itself`,
  before: (count: string) => `${count} in the equal span before`,
  none: 'does not occur',
  only: 'Click to filter by its tags',
  states: { new: 'new', rising: 'rising', falling: 'falling', steady: 'steady' },
  expand: (name: string, count: string) =>
    `${many(count, 'sub-technique', 'sub-techniques')} of ${name}`,
  legend: 'Activities',
  unknown: {
    title: 'Not in the matrix',
    unit: 'retired without a successor, mistyped, or newer than the matrix',
    columns: ['Id', 'Name', 'Activities', 'Before', 'Change', 'Events', 'Organisations', 'Tags'],
  },
  columns: [
    'Tactics', 'Id', 'Technique', 'Sub-technique of', 'Activities', 'Before', 'Change', 'Events',
    'Organisations',
  ], // prettier-ignore
  version: (version: string) => `ATT&CK® ${version}`.trim(),
  empty: {
    what: (span: string) => `No technique of ATT&CK ${span}`,
    remedy:
      'Shown are tags of the galaxy mitre-attack-pattern, and others that carry an id such as T1566. Widen the span, or attach techniques to events in MISP.',
  },
}
