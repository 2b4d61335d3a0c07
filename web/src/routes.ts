import { createRouter, createWebHistory } from 'vue-router'
import LivePage from './page/live/LivePage.vue'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'live', component: LivePage },
    { path: '/:rest(.*)*', redirect: { name: 'live' } },
  ],
})
