namespace CareIdentity.Tests.Pki.Keys;

/// <summary>RSA-2048 moduli with one fault each, made for these tests from seeded primes; nobody ever had the private keys.</summary>
internal static class BadModuli
{
    /// <summary>Both primes are k·M + (65537^a mod M), M the product of the first 126 primes: what the Infineon generator did (CVE-2017-15361).</summary>
    public const string Roca = "c3a60f2088d0d473e2a60b82993fdc8317abcf8c3aaee462335fc0dfb04778d7fde45bc012535acc991c301c906e28ada50ac3a207825a1a246ac206d23ab8e2"
        + "f94d84c0161c39a2c09061ace83c5999fd8adf80f3f00cebd1726025328ef392d956f8ac3d0ae2f0a25ae24368708447b07a3307b37eb58abf552c4a275f6084"
        + "f905a9a9992c2736ef95c24c508a673ea6a3233c8e8d8fa933f908d68658128d369ec4179f0eb528c09ad6ccb62234764d440090bebd16fc396d6041d74efeb4"
        + "9ceb2cae3c70a0d24a28b0186732829f34f8478fff09d748feea54931667aac22ffd4c0ec063e3ebf5f011bf9eef8bf61cecac5b45a75cbb5456d6a602526bb5";

    /// <summary>The primes differ by about 2^500.</summary>
    public const string CloseFactors = "fd9f187e4a3d50400868bd70c85e7389c9b85218c1f1283e80915a1c407f5052326c6f8ddc90a29a5d54a1513a9b1d968e3288aa4ff9575249915e0c9996478b"
        + "a46a3b0008e5da2911819ce651af2188de828ef0c56abdc97b3c54a5b5c89ea5a4020e00bce980c05d57fdec3618b4be173e0b9a26c79ef8880540474766379d"
        + "ffb3efbc529cd051ffd3fff33f440e6f1f71b83ba465061b29f8f8219911ee92c7ab7bcb05c0b241fc7bae700a9b4921e2902eee2fe012ae1821360e13e28653"
        + "3dbc482be9a1616b5ab795c96fd24c362fbdaa81f9525a29b9f66349025020359d1ef4866c780df1437f1fc04836599384b6585b4ca0e3f65548f7a0f421dab3";

    /// <summary>Divisible by 751, the largest prime that is looked for.</summary>
    public const string SmallFactor = "a17e56530aaecac2950ba71724c72fe5584a0a5eb5dee404e6bf142f507a596f52390bb031ebe7353a8ee67a640ce7600645d22252f60f51acd4075e90585cf9"
        + "0f4612b74dbefe56580fb8e55f729f0cba7522b922cf00d185ff413505ff570f852defcfbd3f7cf2ba23eecdd16f8be0adaefe44c628a7a37309ef7aac3606ad"
        + "ad272f99d575c884e3fe007c1668d592896ff6af728f4070126eb76b77d641ff14ca5f57ba68cbffa560e290fbea33f32221715625b7a97d2d81d4def0c8806d"
        + "6123b30bb4db5e5b0409b8457e16caae112d038b15db94413914922e21476471bcbc043e0db1b6135cca5c49e5752cf0fe638d6319d340bf4ae972a1d679a03f";
}
