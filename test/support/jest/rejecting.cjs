/** Makes a process forget to catch two rejections once it has started, one with a secret hanging on it. */
const waiting = setInterval(() => {
  if (process.listenerCount('unhandledRejection') === 0) return;
  clearInterval(waiting);
  Promise.reject(Object.assign(new Error('nobody catches this'), { token: 'canary-on-a-rejection' }));
  Promise.reject('canary-that-is-no-error');
}, 50);
