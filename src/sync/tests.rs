//! Two and more people who are not at one computer.

mod bench;
mod convergence;
mod damage;
mod exchanging;
mod restoring;
mod rights;
mod undoing;
