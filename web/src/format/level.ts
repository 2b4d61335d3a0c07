/** Threat levels and states of analysis by the numbers that MISP gives them, as filters take them. */
export const THREAT_LEVELS: Record<number, string> = {
  1: 'high',
  2: 'medium',
  3: 'low',
  4: 'undefined',
}

export const ANALYSES: Record<number, string> = { 0: 'initial', 1: 'ongoing', 2: 'completed' }
