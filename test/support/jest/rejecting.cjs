/** Makes a process forget to catch two rejections, one with a secret hanging on it. */
setTimeout(() => {
  Promise.reject(Object.assign(new Error('nobody catches this'), { token: 'canary-on-a-rejection' }));
  Promise.reject('canary-that-is-no-error');
}, 1000);
