/** What the page of instances says, in English. */

const some = (count: string, one: string, more: string) => `${count} ${count === '1' ? one : more}`

export const instancesWords = {
  title: 'Instances',

  states: {
    title: 'MISP instances',
    unit: (live: number, all: number) => `${live} of ${all} live`,
    columns: [
      'Instance',
      'State',
      'Since',
      'Reason',
      'Last message',
      'Messages a minute',
      'Messages',
      'Bytes',
      'Not understood',
    ],
    last: 'last message',
    never: 'none yet',
    rate: 'a minute',
    frames: 'since the start',
    bytes: 'received',
    rejected: 'not understood',
    heard: (span: string) => `no gap is known ${span}`,
    notHeard: (name: string, time: string, span: string) =>
      `${name}: not heard for ${time} ${span}`,
    missed: (from: string, until: string, filled: boolean) =>
      `Not heard ${from} – ${until || 'now'}${filled ? ', fetched afterwards' : ''}`,
    none: {
      what: 'No MISP instance is configured.',
      remedy: 'Run misp-dashboard init on the server, or add [[instances]] to its configuration.',
    },
    noneChosen: {
      what: 'No instance matches the filter.',
      remedy: 'Remove the filter on instances.',
    },
  },

  work: {
    title: 'This dashboard',
    running: (ago: string) => `started ${ago}`,
    trouble: 'Frames are not stored',
    waiting: 'Waiting in the journal',
    waits: (count: string) => some(count, 'message', 'messages'),
    oldest: (ago: string) => `the oldest from ${ago}`,
    nothingWaits: 'none',
    journal: 'Journal on disk',
    keeps: (hours: string) => (hours === '0' ? '' : `keeps ${hours} h`),
    store: 'Store on disk',
    rows: (count: string) => some(count, 'row', 'rows'),
    noStore: 'does not answer',
    disk: 'Disk',
    memory: 'Memory',
    own: (size: string) => `${size} used by the dashboard`,
    free: (free: string, total: string) => `${free} of ${total} free`,
    freeOf: (name: string) => `${name}, free`,
    low: 'little is left',
    stored: 'Messages stored',
    activities: (count: string) => some(count, 'activity', 'activities'),
    readers: 'Open pages',
    columns: ['What', 'Bytes or number'],
  },

  topics: {
    title: 'Topics',
    unit: (ago: string) => `since the start, ${ago}`,
    columns: ['Topic', 'Instance', 'Messages', 'A minute', 'Last', 'Use'],
    uses: { read: 'read', ignored: 'not needed', unknown: 'unknown' },
    why: {
      read: 'Becomes activities',
      unknown: 'Not a topic that this version knows: its messages are kept apart',
    },
    noTopic: '(no topic)',
    none: {
      what: 'No message has come since the start.',
      remedy: 'See the state of the instances above: the reason says what to do.',
    },
  },

  gaps: {
    title: 'Not heard',
    unit: (count: string) => some(count, 'gap', 'gaps'),
    columns: ['Instance', 'From', 'Until', 'Seconds', 'Reason', 'Fetched at'],
    now: 'now',
    lasts: 'goes on',
    filled: 'fetched',
    filledAt: (at: string) => `What happened meanwhile was fetched ${at}`,
    open: 'not fetched',
    openWhy:
      'What happened meanwhile is missing. With an api_key of this MISP it is fetched by itself.',
    filling: 'Being fetched',
    of: (instance: string, from: string, until: string) => `${instance}: ${from} – ${until}`,
    step: (step: string, done: string, total: string) =>
      [step, total === '0' ? '' : `${done} of ${total}`].filter(Boolean).join(' · '),
    waits: 'waits for another try',
    more: (count: string) => `and ${count} more, in the table of the menu`,
    none: (span: string) => ({
      what: `No gap is known ${span}.`,
      remedy: 'What was before the first start is not counted as one.',
    }),
  },

  backfills: {
    title: 'Backfill',
    of: (instance: string, span: string) => `${instance}: ${span}`,
    states: {
      running: 'running',
      finished: 'finished',
      failed: 'failed',
      interrupted: 'interrupted',
    },
    feed: (place: string) => `from the feed ${place}`,
    frames: (count: string) => some(count, 'message', 'messages'),
    since: (time: string) => `since ${time}`,
    between: (from: string, until: string) => `${from} – ${until}`,
    again: 'What came is kept. To go on:',
  },

  rejected: {
    title: 'Messages not understood',
    unit: (count: string) => some(count, 'message', 'messages'),
    dropped: (count: string) => `${count} older ones had to make room`,
    columns: ['Number', 'Received', 'Instance', 'Topic', 'Bytes', 'Reason'],
    open: (number: number) => `Look at message ${number}`,
    retryAll: 'Send all again',
    retryAllWhy: 'They go through again as if they had just come, for instance after an update',
    newer: 'Newer',
    older: 'Older',
    none: {
      what: 'Every message was understood.',
      remedy: 'One that is not is kept here with the reason, and can be sent again.',
    },
    sent: (count: string) => `Sent again: ${some(count, 'message', 'messages')}.`,
    discarded: 'Discarded.',

    frame: {
      title: (number: number) => `Message ${number}`,
      instance: 'Instance',
      topic: 'Topic',
      received: 'Received',
      size: 'Size',
      bytes: (short: string, whole: string) =>
        short === `${whole} B` ? short : `${short} (${whole} B)`,
      reason: 'Reason',
      body: 'The message as it is kept',
      forms: { indented: 'Indented', raw: 'As it came' },
      form: 'How the message is shown',
      copy: 'Copy the message',
      cut: 'Only its beginning is shown: misp-dashboard rejected show has it whole.',
      retry: 'Send again',
      discard: 'Discard',
      really: 'Discard for good',
      loading: 'Asking for the message',
    },
  },

  check: {
    title: 'Self-test',
    run: 'Run the self-test',
    again: 'Run it again',
    running: 'Testing every link',
    idle: 'Tests every link from MISP to this page, and names the remedy for what is broken. It takes up to a minute and changes nothing.',
    at: (at: string) => `at ${at}`,
    columns: ['Link', 'Instance', 'Verdict', 'Reason', 'Remedy', 'Milliseconds'],
    verdicts: { ok: 'works', warning: 'warning', failed: 'failed', skipped: 'skipped' },
    summary: (counts: string[]) => counts.join(', '),
    count: (count: number, verdict: string) => `${count} ${verdict}`,
    took: (ms: string) => `${ms} ms`,
  },
}
