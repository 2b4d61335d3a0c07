/** What the views of the page of trends say, in English; the first view's words are in en.ts. */
export const trendViews = {
  label: 'Views of trends',
  views: {
    activity: 'Activity',
    sightings: 'Sightings',
    discussions: 'Discussions',
    levels: 'Levels',
    attack: 'ATT&CK',
  },
  hints: {
    activity: 'What is most active or on its way up',
    sightings: 'What is seen, what is a false positive, what stands out',
    discussions: 'What is discussed',
    levels: 'Threat levels, analysis, TLP and the IDS flag over time',
    attack: 'Techniques of MITRE ATT&CK',
  },
}
