//! Mining rigs, the sale of their shares, and who owned how much hashrate when (cw721).
