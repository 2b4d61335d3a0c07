/** Which address shows which page. */
import { createRouter, createWebHistory } from 'vue-router'
import LivePage from './page/live/LivePage.vue'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'live', component: LivePage },
    { path: '/geo', name: 'geo', component: () => import('./page/geo/GeoPage.vue') },
    { path: '/trends', name: 'trends', component: () => import('./page/trends/TrendsPage.vue') },
    { path: '/users', name: 'users', component: () => import('./page/users/UsersPage.vue') },
    {
      path: '/contributors/:org?',
      name: 'contributors',
      component: () => import('./page/contributors/ContributorsPage.vue'),
    },
    {
      path: '/instances',
      name: 'instances',
      component: () => import('./page/instances/InstancesPage.vue'),
    },
    { path: '/:rest(.*)*', redirect: { name: 'live' } },
  ],
})
