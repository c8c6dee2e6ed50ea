/* The bound: libpcap's own loop over a file, touching each byte once. */
#include <pcap/pcap.h>
#include <stdint.h>
#include <stdio.h>

int main(int argc, char **argv) {
  char error[PCAP_ERRBUF_SIZE];
  struct pcap_pkthdr *header;
  const u_char *bytes;
  uint64_t sum = 0, packets = 0;
  pcap_t *file;
  if (argc != 2) return 2;
  file = pcap_open_offline(argv[1], error);
  if (file == NULL) {
    fprintf(stderr, "%s\n", error);
    return 1;
  }
  while (pcap_next_ex(file, &header, &bytes) == 1) {
    ++packets;
    for (uint32_t i = 0; i < header->caplen; ++i) sum += bytes[i];
  }
  printf("%llu packets, sum %llu\n", (unsigned long long)packets, (unsigned long long)sum);
  pcap_close(file);
  return 0;
}
