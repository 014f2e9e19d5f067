using CareIdentity.Pki.Keys;

namespace CareIdentity.Tests.Pki.Keys;

public sealed class InMemoryKeyStoreTests : KeyStoreContractTests
{
    protected override IKeyStore Store { get; } = new InMemoryKeyStore();
}
