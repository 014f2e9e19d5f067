namespace CareIdentity.Tests.Architecture.Samples.Kernel
{
    internal sealed class UsesAudit : Audit.UsesData;
}

namespace CareIdentity.Tests.Architecture.Samples.Audit
{
    internal class UsesData : Data.Conventions;

    internal sealed class UsesPeople : People.Person;
}

namespace CareIdentity.Tests.Architecture.Samples.Data
{
    internal class Conventions;

    internal sealed class UsesPeople : People.Person;

    internal sealed class CareIdentityDb
    {
        internal List<People.Person> People { get; } = [];
    }
}

namespace CareIdentity.Tests.Architecture.Samples.Unheard
{
    internal class Of
    {
        internal static int Count() => People.Person.Count();
    }
}

namespace CareIdentity.Tests.Architecture.Samples.Requests
{
    internal class UsesSmartcards
    {
        internal static object Give() => new Smartcards.UsesRequests();
    }
}

namespace CareIdentity.Tests.Architecture.Samples.Smartcards
{
    internal sealed class UsesRequests : Requests.UsesSmartcards;

    internal sealed class UsesCertificates : Certificates.Certificate;
}

namespace CareIdentity.Tests.Architecture.Samples.Certificates
{
    internal class Certificate;
}
