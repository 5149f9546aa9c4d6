/** Measurements for people to read; no test asserts them. */
package dev.understudy.benchmarks;
