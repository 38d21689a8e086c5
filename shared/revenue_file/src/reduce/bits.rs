//! The marks of a section of bytes as the bits of one number: which of them are commas or line
//! ends.

macro_rules! bits {
    ($bits:ty) => {
        impl Bits for $bits {
            #[inline]
            fn until(self, ends: Self) -> Option<(Self, usize)> {
                let below = ends.wrapping_sub(1) & !ends;
                (ends != 0).then(|| (self & below, ends.first()))
            }

            #[inline]
            fn count(self) -> usize {
                usize::try_from(self.count_ones()).unwrap_or(0)
            }

            #[inline]
            fn first(self) -> usize {
                usize::try_from(self.trailing_zeros()).unwrap_or(0)
            }

            #[inline]
            fn without_first(self) -> Self {
                self & self.wrapping_sub(1)
            }

            #[inline]
            fn first_from(self, start: usize) -> usize {
                let shift = u32::try_from(start).unwrap_or(0);
                start.wrapping_add(self.checked_shr(shift).unwrap_or(0).first())
            }

            #[inline]
            fn is_one(self) -> bool {
                self != 0 && self.without_first() == 0
            }

            #[inline]
            fn first_after(self, mark: Self) -> usize {
                (self & mark.wrapping_neg()).first()
            }
        }
    };
}

bits!(u64);
bits!(u128);

/// The marks of 64 or of 128 bytes.
pub(super) trait Bits: Copy {
    /// Those before the first one of `ends`, and where that stands; None if there is none.
    fn until(self, ends: Self) -> Option<(Self, usize)>;
    fn count(self) -> usize;
    fn first(self) -> usize;
    fn without_first(self) -> Self;
    /// The first one from there on, or a place after all of them.
    fn first_from(self, start: usize) -> usize;
    /// Whether there is exactly one.
    fn is_one(self) -> bool;
    /// The first one after the only one of `mark`, or a place after all of them.
    fn first_after(self, mark: Self) -> usize;
}
