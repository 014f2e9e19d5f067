using CareIdentity.Tests.Architecture.Samples.People;

namespace CareIdentity.Tests.Architecture.Samples.Organisations;

internal sealed class ByBaseType : Person;

internal sealed class ByInterface : IPerson;

internal sealed class ByField
{
    private readonly Person person = new();

    internal bool HasPerson => person is not null;
}

internal static class ByParameter
{
    internal static void Take(Person person) => _ = person;
}

internal static class ByReturnValue
{
    internal static Person? Give() => null;
}

internal static class ByGenericArgument
{
    internal static List<Dictionary<string, Person>>? Give() => null;
}

internal static class ByConstraint
{
    internal static void Take<T>(T person)
        where T : Person => _ = person;
}

internal static class ByLocal
{
    internal static string Show(object thing)
    {
        var person = thing as Person;
        return person?.ToString() + person?.GetHashCode();
    }
}

internal static class ByStaticCall
{
    internal static int Count() => Person.Count();
}

internal static class ByTypeof
{
    internal static string Name() => typeof(Person).Name;
}

internal static class ByCatch
{
    internal static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (PersonException)
        {
            action();
        }
    }
}

internal static class ByLambda
{
    internal static Func<int> Make() => () => Person.Count();
}

internal static class ByAsyncBody
{
    internal static async Task<int> CountAsync()
    {
        await Task.Yield();
        return Person.Count();
    }
}

internal static class ByNestedType
{
    internal static Person.Address? Give() => null;
}

[Person]
internal sealed class ByAttribute;

[Names(typeof(Person))]
internal sealed class ByAttributeArgument;

internal static class ByAttributeOfParameter
{
    internal static void Take([Person] string name) => _ = name;
}

internal static class ByArray
{
    internal static object Give() => new Person[2];
}

[AttributeUsage(AttributeTargets.All)]
internal sealed class NamesAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}

[Sized(Size.Small, typeof(Person))]
internal static class ByArgumentBehindASmallEnum;

internal enum Size : byte
{
    Small = 1,
}

[AttributeUsage(AttributeTargets.All)]
internal sealed class SizedAttribute(Size size, Type type) : Attribute
{
    public Size Size { get; } = size;

    public Type Type { get; } = type;
}
