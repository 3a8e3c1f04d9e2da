/** Causes two unhandled rejections after the start, one with a secret property. */
const waiting = setInterval(() => {
  if (process.listenerCount('unhandledRejection') === 0) return;
  clearInterval(waiting);
  Promise.reject(Object.assign(new Error('nobody catches this'), { token: 'canary-on-a-rejection' }));
  Promise.reject('canary-that-is-no-error');
}, 50);
