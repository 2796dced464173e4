// A small program that is profiled by a real gperftools: recursion, two callers of one function, memory that is kept.
#include <gperftools/heap-profiler.h>
#include <gperftools/malloc_extension.h>
#include <gperftools/profiler.h>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>
static volatile unsigned long sink;
__attribute__((noinline)) void leaf(int n) { for (int i = 0; i < n; i++) sink = sink * 31 + i; }
__attribute__((noinline)) void recurse(int depth) { if (depth > 0) { recurse(depth - 1); leaf(20000); } sink++; }
__attribute__((noinline)) void by_one() { leaf(200000); sink++; }
__attribute__((noinline)) void by_two() { leaf(100000); recurse(6); sink++; }
std::vector<void*> kept;
__attribute__((noinline)) void keep_small(int n) { for (int i = 0; i < n; i++) kept.push_back(malloc(100 + i % 7)); }
__attribute__((noinline)) void keep_large(int n) { for (int i = 0; i < n; i++) kept.push_back(malloc(300000)); }
__attribute__((noinline)) void drop(int n) { for (int i = 0; i < n; i++) { void* p = malloc(5000); sink += (unsigned long)p; free(p); } }
static void save(const char* name, const std::string& text) { std::ofstream(name) << text; }
int main() {
  ProfilerStart("made.prof");
  std::thread other([] { for (int i = 0; i < 1500; i++) by_one(); });
  for (int i = 0; i < 1500; i++) { by_one(); by_two(); }
  other.join();
  ProfilerStop();
  keep_small(20000); keep_large(40);
  std::string text;
  MallocExtension::instance()->GetHeapSample(&text); save("made.heap-sample", text);
  text.clear(); MallocExtension::instance()->GetHeapGrowthStacks(&text); save("made.growth", text);
  HeapProfilerStart("made");
  keep_small(5000); keep_large(5); drop(3000);
  char* dump = GetHeapProfile(); save("made.heap", dump); free(dump);
  HeapProfilerStop();
  return 0;
}
