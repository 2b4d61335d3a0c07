/** The pages one goes between, and what of the address goes along. */
import type { RouteLocationNormalizedLoaded } from 'vue-router'
import { scopeQuery } from '@/scope/useScope'

export type PageName = 'live' | 'geo' | 'trends' | 'users' | 'contributors' | 'instances'

/** The scope and wall mode go along, a page's own view stays with it. */
export function pageFrom(route: RouteLocationNormalizedLoaded, name: PageName) {
  if (route.name === name) return { name, query: route.query }
  const { wall } = route.query
  return { name, query: { ...scopeQuery(route.query), ...(wall ? { wall } : {}) } }
}
