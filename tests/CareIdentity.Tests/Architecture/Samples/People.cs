namespace CareIdentity.Tests.Architecture.Samples.People
{
    internal interface IPerson;

    internal class Person
    {
        internal static int Count() => 0;

        internal sealed class Address;
    }

    internal sealed class PersonException : Exception;

    [AttributeUsage(AttributeTargets.All)]
    internal sealed class PersonAttribute : Attribute;

    internal sealed class UsesUnheardOf : Unheard.Of;

    internal sealed class UsesAuditAndData
    {
        internal static object Give() => (new Audit.UsesData(), new Data.Conventions());
    }
}

namespace CareIdentity.Tests.Architecture.Samples.Access
{
    internal sealed class UsesPeople : People.Person;
}
