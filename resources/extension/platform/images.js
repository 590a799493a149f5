/**
 * Pictures as the browser gives them to pictures as proofs: sized, cut, put together.
 */

const JPEG = { type: 'image/jpeg', quality: 0.85 };

/** @param {number} width @param {number} height */
function canvasOf(width, height) {
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(width)),
    Math.max(1, Math.round(height)),
  );
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser draws no pictures in the background');
  return { canvas, context };
}

/** @param {OffscreenCanvas} canvas @returns {Promise<ImageFile>} */
async function jpeg(canvas) {
  const blob = await canvas.convertToBlob(JPEG);
  return fileOf(blob, canvas);
}

/** @param {Blob} blob @param {{width: number, height: number}} size @returns {Promise<ImageFile>} */
async function fileOf(blob, { width, height }) {
  return { mime: blob.type, bytes: new Uint8Array(await blob.arrayBuffer()), width, height };
}

/** @type {Images} */
export const images = {
  /** As it is, or smaller where a dense screen made it wider than anyone needs. */
  async encode(picture, widest) {
    const bitmap = await createImageBitmap(picture);
    if (bitmap.width <= widest) return fileOf(picture, bitmap);
    const { canvas, context } = canvasOf(widest, (bitmap.height * widest) / bitmap.width);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return jpeg(canvas);
  },

  async crop(picture, { left, top, width, height }, viewWidth) {
    const bitmap = await createImageBitmap(picture);
    const scale = bitmap.width / viewWidth;
    const { canvas, context } = canvasOf(width * scale, height * scale);
    context.drawImage(bitmap, -left * scale, -top * scale);
    return jpeg(canvas);
  },

  async stitch(views, { width, height }) {
    const { canvas, context } = canvasOf(width, height);
    for (const { picture, top } of views) {
      const bitmap = await createImageBitmap(picture);
      context.drawImage(bitmap, 0, top, width, (bitmap.height * width) / bitmap.width);
    }
    return jpeg(canvas);
  },
};
