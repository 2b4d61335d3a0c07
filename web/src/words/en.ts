/** Every word the page says, in English. */
export const words = {
  product: 'MISP Dashboard',
}
